FROM debian:trixie
RUN apt-get update && apt-get install -y --no-install-recommends golang && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY . .
RUN go build -o /calc .
CMD ["/calc"]
