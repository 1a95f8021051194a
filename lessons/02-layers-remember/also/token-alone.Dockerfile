FROM debian:trixie
RUN apt-get update
RUN apt-get install -y golang
RUN rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY . .
RUN go build -o /calc .
CMD ["/calc"]
