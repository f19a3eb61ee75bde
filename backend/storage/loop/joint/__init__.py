"""Many departments at one case 多部门协同: lanes, comments, the board, my work."""
