FROM debian:trixie
RUN apt-get update && apt-get install -y --no-install-recommends golang && apt-get clean && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY . .
RUN go build -o /calc .
CMD ["/calc"]
