"""What people type: one module per kind, each with one normal form and one reader.

Whatever is stored, searched, warned about or matched goes through the same function, so that two places cannot
disagree. A reader returns the value or raises `Misread`; `Doubtful` is a value that is asked about once more.
"""
