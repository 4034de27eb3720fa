"""Notices: what a person is told, in the application and by e-mail, and what subscribers outside are told.

In: `actions.notify.notify`, called by the action of any room in its own transaction; deadlines from `needs/reminders`.
Out: the bell and its page, e-mails at once or once a day in the reader's language, and the answer to "who has read it".
Acts: each person chooses how to be told (`actions.choose_way`), an approver or coordinator for a whole institution.
A notice keeps its kind and its values, never a text: `words` says it in the language of whoever reads it.
An e-mail that fails stays to be sent and never undoes what it tells (`actions.send`).
"""
