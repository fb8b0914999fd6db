"""The files of a workspace under git: kept in step in both directions."""
