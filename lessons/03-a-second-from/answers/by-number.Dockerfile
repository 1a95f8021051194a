FROM golang:1.27-trixie
COPY . /work
WORKDIR /work
RUN go build .

FROM scratch
WORKDIR /
CMD ["/go-calculator"]
COPY --from=0 /work/go-calculator .
