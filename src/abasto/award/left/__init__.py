"""What a decided lot left unawarded: how many pieces of each buyer, where they are now, and what to do with them."""
