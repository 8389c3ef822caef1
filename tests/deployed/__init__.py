"""The files of deploy/ run as they are, as plain processes: what compose would do, read out of compose.yaml."""
