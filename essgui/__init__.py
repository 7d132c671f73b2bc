"""Desktop control room for Alibaba Cloud Auto Scaling (ESS) instance refreshes."""

__version__ = "0.1.0"
