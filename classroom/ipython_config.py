"""Load the course's magics in every notebook of this environment.

Installed as etc/ipython/ipython_config.py, so that no set-up cell is needed which
a student could delete.
"""

c = get_config()  # noqa: F821  (IPython gives it)
c.InteractiveShellApp.extensions.append("classroom")
