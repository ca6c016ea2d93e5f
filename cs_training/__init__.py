"""cs-training: 《电商客服实训》. The version only, so that importing a part loads that part."""

__version__ = "0.1.0"
