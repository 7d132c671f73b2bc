"""The outside, cloud side: the ScalingApi port and its one implementation over the official SDK."""
