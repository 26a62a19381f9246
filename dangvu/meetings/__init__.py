"""Cell meetings: who was due, who came."""
