"""The packs: the dossier cut for one reader outside, each opening with that reader's own checklist, computed."""
