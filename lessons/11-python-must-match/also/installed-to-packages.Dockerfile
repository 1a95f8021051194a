FROM python:3.13-trixie AS build
WORKDIR /src
COPY . .
RUN pip install --target=/packages .

FROM gcr.io/distroless/python3-debian13:nonroot
COPY --from=build /packages /packages
ENV PYTHONPATH=/packages
CMD ["-m", "pystats"]
