"""The look the three services share: layout, components, static files, templates."""
