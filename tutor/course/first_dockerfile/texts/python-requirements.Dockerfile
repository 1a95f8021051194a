# Builds here; nothing of it ships by itself.
FROM python:3.13-trixie AS build
WORKDIR /src
COPY requirements.txt .
RUN pip install --target=/modules -r requirements.txt

# Ships: this base, and what is copied in.
FROM gcr.io/distroless/python3-debian13:nonroot
WORKDIR /app
COPY --from=build /modules /modules
COPY . .
ENV PYTHONPATH=/modules
# The entrypoint is Python: CMD is its script.
CMD ["main.py"]
