"""Watch: what each buyer will have of each code, where it runs short, when and why.

In: opening stock, use by month, what was delivered so far, the calendar of what is still to come.
Out: stock by month, months of cover, the first short month, lines at risk with one reason.
Who acts: planners and warehouses of the institutions, the ministry as coordinator; suppliers see their own lines.
Rules: none of law; cover is stock over mean monthly use, as the institutions report it.
`project.py` is the recursion and the reasons: integers, the same on every machine.
"""
