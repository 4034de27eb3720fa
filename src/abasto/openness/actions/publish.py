def publish(procedure, state, run_key):
    return {}
