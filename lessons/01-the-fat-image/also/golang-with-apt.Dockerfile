FROM golang:1.27-trixie
RUN apt-get update && apt-get install -y golang
WORKDIR /src
COPY . .
RUN go build -o /calc .
CMD ["/calc"]
