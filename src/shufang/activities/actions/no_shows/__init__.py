"""Those who did not come: asked again, released, marked, heard."""
