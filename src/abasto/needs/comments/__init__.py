"""Comments: a conversation on every line, between those who see the line and those who are mentioned in it.

In: a line of `needs.requests` and a plain text with mentions, @account or @institution. Out: the thread, and notices.
Acts: everyone who sees the thread writes (`actions/comment`); an author takes back what he wrote, and a mark stays.
`mentions` reads a text, `thread` decides who sees what; a text is shown as it was typed, never as markup.
"""
