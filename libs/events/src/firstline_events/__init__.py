"""The published language of Firstline: what travels on its topics, and nothing else."""
