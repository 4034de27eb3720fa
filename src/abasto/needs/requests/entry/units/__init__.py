"""The units below a buyer: how far each is, and what they add up to."""
