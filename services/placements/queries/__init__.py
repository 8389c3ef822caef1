"""What placements can be asked: SELECTs that return small frozen structs, with the asker's scope in the WHERE."""
