"""Calls the two public APIs with the client that openapi-python-client made of their document.

Usage: call.py INGEST_URL PREDICT_URL, with the generated package on PYTHONPATH.
"""

import sys

from ai_demo import Client
from ai_demo.api.both import get_health
from ai_demo.api.ingest_api import submit_notes
from ai_demo.api.predict_api import get_batch, get_model, list_batches, list_trainings, rate_batch
from ai_demo.models import NewNotes, NewRatings, Problem, Rating

ingest, predict = (Client(base_url=url) for url in sys.argv[1:3])

assert get_health.sync(client=ingest).status == "ok"
notes = submit_notes.sync(
    client=ingest,
    body=NewNotes(subjects=["a"], features=[[0.2234, 1.2342, -1.3243, -0.9383]]),
    idempotency_key="generated-client",
)
again = submit_notes.sync(
    client=ingest,
    body=NewNotes(subjects=["a"], features=[[0.2234, 1.2342, -1.3243, -0.9383]]),
    idempotency_key="generated-client",
)
assert notes.batch_id == again.batch_id
problem = submit_notes.sync(client=ingest, body=NewNotes(subjects=["a"], features=[[1.0]]))
assert isinstance(problem, Problem) and problem.message == "there must be four features per subject"

batch = list_batches.sync(client=predict, limit=1).batches[0]
ratings = rate_batch.sync(
    str(batch.batch_id),
    client=predict,
    body=NewRatings(subjects=batch.subjects, ratings=[Rating(1) for _ in batch.subjects]),
)
assert ratings.subjects == batch.subjects
assert len(list_trainings.sync(client=predict).jobs) == 1
assert get_model.sync(client=predict).pinned is None
assert isinstance(get_batch.sync("00000000-0000-0000-0000-000000000000", client=predict), Problem)
print("the generated client understands every answer")
