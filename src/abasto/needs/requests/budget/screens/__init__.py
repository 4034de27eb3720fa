"""The page of the budget passbook."""
