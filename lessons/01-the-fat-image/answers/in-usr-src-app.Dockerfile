FROM golang:1.27-trixie
WORKDIR /usr/src/app
COPY go.mod *.go ./
RUN go build -o /usr/local/bin/calc .
ENTRYPOINT ["calc"]
