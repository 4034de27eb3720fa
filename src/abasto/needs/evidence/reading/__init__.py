"""From a file to clean months: the door (`door`), the columns (`columns`), the rows (`clean`)."""
