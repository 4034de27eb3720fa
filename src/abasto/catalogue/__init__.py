"""The catalogue: what may be bought, and what its words say.

In: items as a round lists them (clave, description, unit, lot number), from `rounds` samples or an annex.
Out: one item per clave with its category and what could be read from the Spanish description: generic
name, dosage form, strength, presentation, container, pack size, way of administration.
Who acts: the Consejo de Salubridad General publishes the Compendio Nacional de Insumos para la Salud; the
administrator loads a round's items; every later room points at an item and never at a text.
Rules: the group of a clave (its first three digits) decides the category; what a description does not
say stays empty and is never guessed; a piece is the unit as published, normally the pack.
"""
