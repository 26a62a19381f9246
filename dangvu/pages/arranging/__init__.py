"""An act of reorganisation as it is put together on screen: four forms one after another, each carried along by the next.

Nothing is kept on the way: what was filled in before rides with the form, so that there is no draft to lose, to leak or to clean up.
"""
