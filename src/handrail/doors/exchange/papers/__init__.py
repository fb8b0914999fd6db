"""Papers for the customer: what a plan has come to, as talking points, a document or slides."""
