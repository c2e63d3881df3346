"""For experts by experience: stories, the consent they rest on, and where they are shown."""
