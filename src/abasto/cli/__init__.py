"""The door for the terminal: one verb per step of the process. Holds no rule."""
