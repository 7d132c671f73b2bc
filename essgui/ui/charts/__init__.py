"""The charts; the only place that knows pyqtgraph."""
