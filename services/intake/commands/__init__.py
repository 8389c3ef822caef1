"""What somebody may ask of intake: the form's fields and the JSON body are the same struct."""
