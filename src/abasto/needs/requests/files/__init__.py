"""Files of needs: the template that goes out, the uploads that come in, and what became of each."""
