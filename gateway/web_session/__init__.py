"""Sign-in of people in a browser: the access token in a cookie that no script can read."""
