"""What listens at an address: HTTP endpoints, the socket, and what they share; `api.app` joins them."""
