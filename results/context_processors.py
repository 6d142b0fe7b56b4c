def portal(request):
    """What every page shows of the portal itself."""
    return {}
