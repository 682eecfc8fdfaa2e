"""The yardstick: the answer of GET /api/v1/time from FastAPI."""

from datetime import datetime, timezone

from fastapi import FastAPI, Response

app = FastAPI()


@app.get("/api/v1/time")
async def time(response: Response) -> dict[str, str]:
    response.headers["cache-control"] = "no-store"
    return {"time": datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"}
