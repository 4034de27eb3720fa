"""A rehearsal: a synthetic market around the real demand, so that the whole process can be walked through.

In: the demand of a round (claves, buyers, minimum and maximum pieces) and a seed.
Out: suppliers, sources and quotes, ceilings, the call's shares and requirements, bids, recorded draws,
opening stock, monthly use, and later the deliveries of what was contracted.
The rehearsal makes the world, never a decision: no outcome is written here, each follows from the rules of
`market`, `tender` and `award`. `calibration` says how far a finished cycle is from what really happened.
Luck is keyed by clave, supplier and buyer, so that one code more, or one piece more, moves nobody else's.
Everything made here is synthetic and says so. Only the command line imports this room.
"""
