"""What do workers do for the devices: scanners, bridges and watched folders?"""
