"""
Charts of a shop's service figures: a small table of values in, a picture with its reading and its alternative text out.

``chart`` holds what comes out, ``style`` the house style, ``chinese`` the font; each other module is one chart.
Nothing here computes a KPI; nothing here imports pyplot or changes a learner's own settings, ``use_chinese`` excepted.
"""
