"""Problems of allocation read from a file and answered: the inside of `congress solve`, without database or pages."""
