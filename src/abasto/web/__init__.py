"""The door for people: pages that cross rooms, sign-in, and how a refusal is shown. Holds no rule."""
