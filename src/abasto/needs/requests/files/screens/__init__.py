"""The pages of the files of needs."""
