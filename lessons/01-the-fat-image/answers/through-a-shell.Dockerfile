FROM golang:1.27-trixie
COPY . /build/
RUN cd /build && go build -o /calc .
CMD /calc
