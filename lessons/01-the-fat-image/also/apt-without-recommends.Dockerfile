FROM debian:trixie
RUN apt-get update && apt-get install -y --no-install-recommends golang
COPY . .
RUN go build -o /calc .
CMD ["/calc"]
