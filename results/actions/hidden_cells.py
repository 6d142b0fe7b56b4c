def hidden_cell_rows(records, cutoff):
    return []
