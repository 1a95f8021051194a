FROM debian:trixie
RUN apt-get update && apt-get install -y golang
COPY . .
WORKDIR /src
RUN go build -o /calc .
CMD ["/calc"]
