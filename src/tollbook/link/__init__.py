"""Link: which documents are copies, which accounts tell of one incident, and what each incident is called."""
