"""Two tiny services for tests of the event machinery: ``parcels`` takes parcels in and says so; ``board`` shows them.

``python -m tests.faults.sample_service.parcels run`` and ``….board run`` are their workers; ``….writer`` stands for
the web process that takes parcels in. ``board`` writes one ``Arrival`` for each event it applies, so that an event
that was lost or applied twice shows.
"""
