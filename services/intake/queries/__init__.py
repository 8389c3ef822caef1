"""What intake's pages ask: SELECTs that return small frozen structs; scope is part of the SQL."""
